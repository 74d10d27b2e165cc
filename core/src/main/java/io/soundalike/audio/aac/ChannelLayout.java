package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of a packet carry which channels. Channels are delivered in the order of WAV
 * files: front left, front right, centre, low frequency, back left, back right, others.
 *
 * <p>Reference: ISO/IEC 14496-3, table 1.19 (channel configurations), 4.5.1.2 (program
 * configuration)
 */
final class ChannelLayout {

  /** Largest channel configuration that is supported. */
  static final int MAX_CONFIGURATION = 7;

  private static final int ANY_TAG = -1;

  /**
   * @param tag that the element has, or {@link #ANY_TAG}
   * @param channel output channel of the first or only channel
   */
  private record Element(ElementType type, int tag, int channel) {}

  private final List<Element> elements = new ArrayList<>();
  private int channels;

  private ChannelLayout() {}

  /**
   * Layout of a channel configuration.
   *
   * @param configuration 1 to {@link #MAX_CONFIGURATION}
   */
  static ChannelLayout of(int configuration) {
    ChannelLayout layout = new ChannelLayout();

    switch (configuration) {
      case 1 -> layout.add(ElementType.SINGLE_CHANNEL, 0);
      case 2 -> {
        layout.add(ElementType.CHANNEL_PAIR, 0);
        // Broadcasts transmit two languages as two single channels.
        layout.add(ElementType.SINGLE_CHANNEL, 0);
        layout.add(ElementType.SINGLE_CHANNEL, 1);
      }
      case 3 -> layout.addFront();
      case 4 -> {
        layout.addFront();
        layout.add(ElementType.SINGLE_CHANNEL, 3);
      }
      case 5 -> {
        layout.addFront();
        layout.add(ElementType.CHANNEL_PAIR, 3);
      }
      case 6 -> {
        layout.addFront();
        layout.add(ElementType.CHANNEL_PAIR, 4);
        layout.add(ElementType.LOW_FREQUENCY, 3);
      }
      case MAX_CONFIGURATION -> {
        // The standard places the first pair between the centre and the second; encoders do not.
        layout.addFront();
        layout.add(ElementType.CHANNEL_PAIR, 6);
        layout.add(ElementType.CHANNEL_PAIR, 4);
        layout.add(ElementType.LOW_FREQUENCY, 3);
      }
      default -> throw new IllegalArgumentException("channel configuration " + configuration);
    }

    return layout;
  }

  private void addFront() {
    add(ElementType.SINGLE_CHANNEL, 2);
    add(ElementType.CHANNEL_PAIR, 0);
  }

  private void add(ElementType type, int channel) {
    add(type, ANY_TAG, channel);
  }

  private void add(ElementType type, int tag, int channel) {
    elements.add(new Element(type, tag, channel));
    channels = Math.max(channels, channel + (type == ElementType.CHANNEL_PAIR ? 2 : 1));
  }

  /**
   * Reads a program configuration.
   *
   * @throws IOException if it ends too early or has no channels
   */
  static ChannelLayout read(BitReader in) throws IOException {
    in.skip(ElementType.TAG_BITS + 2 + 4);
    int front = in.read(4);
    int side = in.read(4);
    int back = in.read(4);
    int low = in.read(2);
    int associated = in.read(3);
    int coupling = in.read(4);
    skipMixdown(in);
    List<Element> frontElements = readElements(in, front);
    List<Element> sideElements = readElements(in, side);
    List<Element> backElements = readElements(in, back);
    List<Element> lowElements = new ArrayList<>();

    for (int i = 0; i < low; i++) {
      int tag = in.read(ElementType.TAG_BITS);
      lowElements.add(new Element(ElementType.LOW_FREQUENCY, tag, 0));
    }

    in.skip(ElementType.TAG_BITS * associated + (1 + ElementType.TAG_BITS) * coupling);
    in.alignToByte();
    in.skip((long) Byte.SIZE * in.read(8));
    return inOrder(frontElements, sideElements, backElements, lowElements);
  }

  private static void skipMixdown(BitReader in) throws IOException {
    for (int bits : new int[] {4, 4, 3}) {
      if (in.readFlag()) {
        in.skip(bits);
      }
    }
  }

  private static List<Element> readElements(BitReader in, int count) throws IOException {
    List<Element> elements = new ArrayList<>();

    for (int i = 0; i < count; i++) {
      ElementType type = in.readFlag() ? ElementType.CHANNEL_PAIR : ElementType.SINGLE_CHANNEL;
      elements.add(new Element(type, in.read(ElementType.TAG_BITS), 0));
    }

    return elements;
  }

  /** The standard lists front elements from the centre outwards; WAV files begin at the outside. */
  private static ChannelLayout inOrder(
      List<Element> front, List<Element> side, List<Element> back, List<Element> low)
      throws IOException {
    List<Element> pairs = select(front, ElementType.CHANNEL_PAIR);
    int inner = Math.max(0, pairs.size() - 1);
    List<Element> all = new ArrayList<>(pairs.subList(inner, pairs.size()));
    all.addAll(select(front, ElementType.SINGLE_CHANNEL));
    all.addAll(low);
    all.addAll(select(back, ElementType.CHANNEL_PAIR));
    all.addAll(pairs.subList(0, inner));
    all.addAll(select(back, ElementType.SINGLE_CHANNEL));
    all.addAll(side);
    ChannelLayout layout = new ChannelLayout();
    all.forEach(element -> layout.add(element.type(), element.tag(), layout.channels));

    if (layout.channels == 0) {
      throw new IOException("a program configuration of AAC has no channels");
    }

    return layout;
  }

  private static List<Element> select(List<Element> elements, ElementType type) {
    return elements.stream().filter(element -> element.type() == type).toList();
  }

  /** Number of channels. */
  int channels() {
    return channels;
  }

  /** Number of elements that {@link #find} distinguishes. */
  int size() {
    return elements.size();
  }

  /**
   * Finds the element that a packet contains.
   *
   * @param used elements that were found before in this packet; the found one is added
   * @return its first output channel
   * @throws IOException if the layout does not have it
   */
  int find(ElementType type, int tag, boolean[] used) throws IOException {
    for (int i = 0; i < elements.size(); i++) {
      Element element = elements.get(i);

      if (!used[i]
          && element.type() == type
          && (element.tag() == ANY_TAG || element.tag() == tag)) {
        used[i] = true;
        return element.channel();
      }
    }

    throw new IOException("an AAC packet has more channels than announced");
  }
}
