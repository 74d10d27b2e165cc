package io.soundalike.submit.output;

import io.soundalike.jobs.query.FindSimilarJob;
import io.soundalike.jobs.query.Match;
import io.soundalike.jobs.table.AudioFileRow;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A playlist in XML.
 *
 * <p>References: XSPF version 1, Xiph.Org
 */
final class Xspf {

  private static final String NAMESPACE = "http://xspf.org/ns/0/";

  private Xspf() {}

  static String of(FindSimilarJob.Result result, PlaylistPaths paths) throws IOException {
    StringWriter text = new StringWriter();

    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("playlist");
      xml.writeDefaultNamespace(NAMESPACE);
      xml.writeAttribute("version", "1");
      xml.writeStartElement("trackList");

      for (Match match : result.matches()) {
        track(xml, match, paths);
      }

      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }

    return text + "\n";
  }

  private static void track(XMLStreamWriter xml, Match match, PlaylistPaths paths)
      throws XMLStreamException {
    AudioFileRow file = match.file();
    xml.writeStartElement("track");
    element(xml, "location", paths.uri(file.getPath()));
    element(xml, "title", file.getTitle());
    element(xml, "creator", file.getArtist());
    element(xml, "album", file.getAlbum());
    element(xml, "duration", String.valueOf(Math.round(1000 * match.seconds())));
    xml.writeEndElement();
  }

  /** Most control characters and single surrogates are invalid in XML; they become spaces. */
  private static void element(XMLStreamWriter xml, String name, @Nullable String value)
      throws XMLStreamException {
    if (value != null) {
      xml.writeStartElement(name);
      xml.writeCharacters(value.replaceAll("[\\p{Cntrl}\\p{Cs}\uFFFE\uFFFF]", " "));
      xml.writeEndElement();
    }
  }
}
