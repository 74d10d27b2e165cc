/** Text, tables, JSON and playlists that commands print or write. */
@NullMarked
package io.soundalike.submit.output;

import org.jspecify.annotations.NullMarked;
