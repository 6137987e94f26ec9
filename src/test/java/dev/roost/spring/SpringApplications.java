package dev.roost.spring;

import dev.roost.channel.BlockingChannel;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.Join;
import dev.roost.channel.Reply;
import dev.roost.internal.transport.RawWebSocket;
import java.io.IOException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Applications of the tests, and their clients. */
final class SpringApplications {
  static final String JOIN = "[\"1\",\"1\",\"room:a\",\"phx_join\",{}]";

  private SpringApplications() {}

  /** A service to inject into a channel. */
  static final class Greeter {
    String greet(String name) {
      return "hello " + name;
    }
  }

  record Greet(String fullName) {}

  record Greeting(String fullText) {}

  @RoostChannel("room:*")
  static class RoomChannel extends BlockingChannel {
    RoomChannel(Greeter greeter) {
      answer(
          "greet",
          Greet.class,
          (greet, push) -> Reply.ok(new Greeting(greeter.greet(greet.fullName()))));
    }

    @Override
    public Reply join(Join join) {
      return Reply.ok();
    }
  }

  /** Accepts every connection and serves rooms. */
  @Configuration(proxyBeanMethods = false)
  @Import(RoomChannel.class)
  static class Rooms {
    @Bean
    Greeter greeter() {
      return new Greeter();
    }

    @Bean
    ConnectHandler connectHandler() {
      return ConnectHandler.acceptAll();
    }
  }

  static ApplicationContextRunner runner(Class<?>... configurations) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RoostAutoConfiguration.class))
        .withUserConfiguration(configurations)
        .withPropertyValues("roost.port=0", "roost.host=127.0.0.1", "roost.event-loops=1");
  }

  static RawWebSocket connect(ApplicationContext context) throws IOException {
    return connect(context, "");
  }

  static RawWebSocket connect(ApplicationContext context, String params) throws IOException {
    return RawWebSocket.open(port(context), "/socket/websocket?vsn=2.0.0" + params);
  }

  static RawWebSocket join(ApplicationContext context) throws IOException {
    RawWebSocket client = connect(context);
    client.sendText(JOIN);
    String reply = client.receiveText();
    if (!reply.contains("\"ok\"")) {
      throw new IOException("the join was answered with " + reply);
    }
    return client;
  }

  static int port(ApplicationContext context) {
    return context.getEnvironment().getRequiredProperty(RoostServer.PORT_PROPERTY, Integer.class);
  }
}
