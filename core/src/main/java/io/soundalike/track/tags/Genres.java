package io.soundalike.track.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of the genres that ID3v1, ID3v2 and MP4 number: the 80 of ID3v1 and the extensions of
 * Winamp up to 5.6.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.3.0, 1999, TCON and appendix A
 */
final class Genres {

  private static final String UNKNOWN = "Unknown";

  private static final List<String> NAMES =
      List.of(
          """
          Blues|Classic Rock|Country|Dance|Disco|Funk|Grunge|Hip-Hop|Jazz|Metal|New Age|Oldies|Other|Pop|R&B|Rap|
          Reggae|Rock|Techno|Industrial|Alternative|Ska|Death Metal|Pranks|Soundtrack|Euro-Techno|Ambient|Trip-Hop|
          Vocal|Jazz+Funk|Fusion|Trance|Classical|Instrumental|Acid|House|Game|Sound Clip|Gospel|Noise|Alt. Rock|
          Bass|Soul|Punk|Space|Meditative|Instrumental Pop|Instrumental Rock|Ethnic|Gothic|Darkwave|
          Techno-Industrial|Electronic|Pop-Folk|Eurodance|Dream|Southern Rock|Comedy|Cult|Gangsta Rap|Top 40|
          Christian Rap|Pop/Funk|Jungle|Native American|Cabaret|New Wave|Psychedelic|Rave|Showtunes|Trailer|Lo-Fi|
          Tribal|Acid Punk|Acid Jazz|Polka|Retro|Musical|Rock & Roll|Hard Rock|Folk|Folk-Rock|National Folk|Swing|
          Fast-Fusion|Bebop|Latin|Revival|Celtic|Bluegrass|Avantgarde|Gothic Rock|Progressive Rock|
          Psychedelic Rock|Symphonic Rock|Slow Rock|Big Band|Chorus|Easy Listening|Acoustic|Humour|Speech|Chanson|
          Opera|Chamber Music|Sonata|Symphony|Booty Bass|Primus|Porn Groove|Satire|Slow Jam|Club|Tango|Samba|
          Folklore|Ballad|Power Ballad|Rhythmic Soul|Freestyle|Duet|Punk Rock|Drum Solo|A Cappella|Euro-House|
          Dance Hall|Goa|Drum & Bass|Club-House|Hardcore|Terror|Indie|BritPop|Afro-Punk|Polsk Punk|Beat|
          Christian Gangsta Rap|Heavy Metal|Black Metal|Crossover|Contemporary Christian|Christian Rock|Merengue|
          Salsa|Thrash Metal|Anime|JPop|Synthpop|Abstract|Art Rock|Baroque|Bhangra|Big Beat|Breakbeat|Chillout|
          Downtempo|Dub|EBM|Eclectic|Electro|Electroclash|Emo|Experimental|Garage|Global|IDM|Illbient|
          Industro-Goth|Jam Band|Krautrock|Leftfield|Lounge|Math Rock|New Romantic|Nu-Breakz|Post-Punk|Post-Rock|
          Psytrance|Shoegaze|Space Rock|Trop Rock|World Music|Neoclassical|Audiobook|Audio Theatre|
          Neue Deutsche Welle|Podcast|Indie Rock|G-Funk|Dubstep|Garage Rock|Psybient
          """
              .replace("\n", "")
              .split("\\|", -1));

  /** References to genres in parentheses, then a name that refines them or stands alone. */
  private static final Pattern REFERENCES =
      Pattern.compile("((?:\\((?:[0-9]{1,9}|RX|CR)\\))*)(.*)", Pattern.DOTALL);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

  private Genres() {}

  /** Name of a number from 0; null if none is assigned. */
  static @Nullable String name(long number) {
    return number >= 0 && number < NAMES.size() ? NAMES.get((int) number) : null;
  }

  /**
   * Names of the genres in the text of an ID3v2 frame: {@code 17}, {@code (17)}, {@code (51)(39)},
   * {@code (4)Eurodisco}, {@code (RX)} for a remix, {@code (CR)} for a cover, {@code ((name)} for a
   * name that starts with a parenthesis, or a name.
   */
  static List<String> parse(String text) {
    if (NUMBER.matcher(text).matches() && Integer.parseInt(text) < 256) {
      return List.of(reference(text));
    }

    if (text.equals("RX") || text.equals("CR")) {
      return List.of(reference(text));
    }

    List<String> names = new ArrayList<>();
    Matcher parts = REFERENCES.matcher(text);

    if (parts.matches()) {
      for (String part : parts.group(1).split("[()]+", -1)) {
        if (!part.isEmpty()) {
          names.add(reference(part));
        }
      }

      String refinement = parts.group(2);
      names.add(refinement.startsWith("((") ? refinement.substring(1) : refinement);
    }

    return names;
  }

  private static String reference(String text) {
    return switch (text) {
      case "RX" -> "Remix";
      case "CR" -> "Cover";
      default -> {
        String name = name(Long.parseLong(text));
        yield name != null ? name : UNKNOWN;
      }
    };
  }
}
