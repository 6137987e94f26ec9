package dev.roost.spring;

import dev.roost.ChannelOptions;
import dev.roost.SocketMount;
import dev.roost.channel.BlockingChannel;
import dev.roost.channel.Channel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.aop.SpringProxy;
import org.springframework.beans.factory.ListableBeanFactory;

/** The beans with {@link RoostChannel}. */
final class ChannelBeans {
  private final ListableBeanFactory beans;
  private final List<Entry> entries;

  private record Entry(String pattern, boolean subscribe, String bean) {
    private boolean isPrefix() {
      return pattern.endsWith("*");
    }
  }

  private ChannelBeans(ListableBeanFactory beans, List<Entry> entries) {
    this.beans = beans;
    this.entries = entries;
  }

  /**
   * Finds them, without making one.
   *
   * @throws StartFailure if one cannot serve topics
   */
  static ChannelBeans of(ListableBeanFactory beans) {
    List<Entry> entries = new ArrayList<>();
    Map<String, String> owners = new HashMap<>();
    for (String bean : beans.getBeanNamesForAnnotation(RoostChannel.class)) {
      RoostChannel annotation = beans.findAnnotationOnBean(bean, RoostChannel.class, false);
      if (annotation == null) {
        continue;
      }
      requireChannel(beans, bean);
      for (String pattern : annotation.value()) {
        String other = owners.put(pattern, bean);
        if (other != null) {
          throw new StartFailure(
              "Two channels serve the topics " + pattern + ": " + other + " and " + bean + ".",
              "Change the pattern of one of them.");
        }
        entries.add(new Entry(pattern, annotation.subscribe(), bean));
      }
    }
    // The socket asks in the order in which they are added: the most specific comes first.
    entries.sort(
        Comparator.comparing(Entry::isPrefix)
            .thenComparing(entry -> -entry.pattern.length())
            .thenComparing(Entry::pattern));
    return new ChannelBeans(beans, List.copyOf(entries));
  }

  private static void requireChannel(ListableBeanFactory beans, String bean) {
    Class<?> type = beans.getType(bean, false);
    if (type == null || !Channel.class.isAssignableFrom(type)) {
      throw new StartFailure(
          "The bean " + bean + " has @RoostChannel, but is no channel.",
          "Have it extend "
              + BlockingChannel.class.getName()
              + " or "
              + Channel.class.getName()
              + ".");
    }
    if (!beans.isPrototype(bean)) {
      throw new StartFailure(
          "The channel " + bean + " is a singleton, but each join needs an instance of its own.",
          "Give it the scope prototype, which @RoostChannel has by itself.");
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void addTo(SocketMount socket) {
    for (Entry entry : entries) {
      socket.channel(
          entry.pattern, () -> create(entry.bean), new ChannelOptions().subscribe(entry.subscribe));
    }
  }

  private Channel create(String bean) {
    if (beans.getBean(bean) instanceof Channel channel && !(channel instanceof SpringProxy)) {
      return channel;
    }
    throw new IllegalStateException(
        "the channel "
            + bean
            + " is proxied: move its advice, such as @Transactional, to a service");
  }
}
