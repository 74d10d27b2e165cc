package io.soundalike.jobs.inventory;

import java.util.Locale;
import java.util.Set;

/** File name extensions of audio and video, whether soundalike reads them or not. */
final class AudioKinds {

  private static final Set<String> EXTENSIONS =
      Set.of(
          ("3g2 3gp 8svx aa aac aax aaxc ac3 aif aifc aiff alac amr ape asf au avi awb bwf caf dff"
                  + " dsf dts eac3 flac flv gsm kar m2ts m4a m4b m4p m4r m4v mid midi mka mkv mlp mov"
                  + " mp1 mp2 mp3 mp4 mpa mpc mpeg mpg mpga mpp mts ofr oga ogg ogv ogx oma opus qcp"
                  + " ra ram rf64 rm rmi s3m shn snd spx tak thd tta voc vob vqf w64 wav wave weba"
                  + " webm wma wmv wv xm")
              .split(" ", -1));

  private AudioKinds() {}

  /** Whether files of this extension hold audio as a rule. */
  static boolean contain(String extension) {
    return EXTENSIONS.contains(extension);
  }

  /** What follows the last dot, lower-case; empty without a dot. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
