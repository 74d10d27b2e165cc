package io.soundalike.submit;

import io.soundalike.jobs.PipelineJob;

/** What a run says at its end. */
final class Summary {

  private Summary() {}

  static void print(PipelineJob.Result result) {
    System.out.println();
    System.out.printf(
        "%d files: %d decoded now, %d known, %d quarantined; %d songs encoded.%n",
        result.found(), result.ok(), result.reused(), result.quarantined(), result.encoded());

    if (result.unread() > 0) {
      System.out.printf(
          "%d files could not be read, though tried four times; the next run tries them again.%n",
          result.unread());
    }

    if (result.ok() == 0 && result.encoded() == 0) {
      System.out.println("Nothing had to be decoded or encoded.");
    }

    System.out.println("Report: " + result.reportUri().replaceFirst("^file:/+", "/"));
  }
}
