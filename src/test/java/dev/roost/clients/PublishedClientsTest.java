package dev.roost.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.roost.ChannelOptions;
import dev.roost.Endpoint;
import dev.roost.EndpointOptions;
import dev.roost.EndpointServer;
import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import dev.roost.internal.pubsub.ClusterWait;
import dev.roost.node.NodeProgram;
import dev.roost.presence.PresenceOptions;
import dev.roost.serializer.Payload;
import dev.roost.serializer.Serializers;
import dev.roost.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The published clients of Supabase and Absinthe, unmodified, with the servers of this package. */
class PublishedClientsTest {
  private static final List<String> PROGRAMS = List.of("supabase", "absinthe");

  private static final PostSchema schema = new PostSchema();

  private static Vertx vertx;
  private static EndpointServer server;

  @BeforeAll
  static void listen() {
    vertx = Vertx.vertx();
    Endpoint endpoint =
        Endpoint.create(vertx, new EndpointOptions().secretKeyBase("secret ".repeat(10)));
    Tokens tokens = endpoint.tokens("supabase");
    endpoint
        .socket(
            "/realtime/v1",
            socket ->
                socket
                    .connect(
                        request ->
                            request.params().get("apikey") == null
                                ? ConnectResult.refuse().now()
                                : ConnectResult.accept().now())
                    .serializers(
                        Serializers.none()
                            .with("1.0", new SupabaseSerializer1())
                            .with("2.0", new SupabaseSerializer2()))
                    .presence(endpoint.presence(new PresenceOptions()))
                    .channel("realtime:*", () -> new SupabaseChannel(tokens)))
        .socket(
            "/graphql",
            socket ->
                socket
                    .connect(ConnectHandler.acceptAll())
                    .channel(
                        "__absinthe__:control",
                        () -> new AbsintheChannel(schema),
                        new ChannelOptions().subscribe(false)));
    server =
        endpoint
            .listen(
                new HttpServerOptions().setHost("127.0.0.1").setPort(0),
                router -> addRoutes(router, endpoint, tokens))
            .await();
  }

  // Routes through which the client programs control the server.
  private static void addRoutes(Router router, Endpoint endpoint, Tokens tokens) {
    router.get("/token").handler(context -> context.end(tokens.sign("ada")));
    router.post().handler(BodyHandler.create(false));
    router
        .post("/rows/:table")
        .handler(
            context -> {
              TableChanges.inserted(
                  endpoint, context.pathParam("table"), context.body().asJsonObject().getMap());
              context.end();
            });
    router
        .post("/broadcasts/:topic")
        .handler(
            context -> {
              Payload content = Payload.of(context.body().asJsonObject());
              endpoint.broadcast(
                  context.pathParam("topic"),
                  UserBroadcast.EVENT,
                  UserBroadcast.of("announced", "{\"id\":\"m1\",\"replayed\":true}", content));
              context.end();
            });
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @TestFactory
  Stream<DynamicContainer> programs(@TempDir Path folder) throws Exception {
    String url = "http://127.0.0.1:" + server.port();
    List<DynamicContainer> checks = new ArrayList<>();
    Map<String, NodeProgram> running = new LinkedHashMap<>();
    for (String name : PROGRAMS) {
      running.put(
          name, NodeProgram.start(folder.resolve(name), "clients/" + name + ".mjs", "--url", url));
    }
    for (Map.Entry<String, NodeProgram> program : running.entrySet()) {
      checks.add(dynamicContainer(program.getKey(), program.getValue().checks()));
    }
    // The clients have disconnected, so their channels have ended.
    ClusterWait.until(() -> assertThat(schema.subscriptions()).isZero());
    return checks.stream();
  }

  @Test
  void serversUseOnlyPublicApi() {
    ArchRuleDefinition.noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Test")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roost.internal..")
        .check(new ClassFileImporter().importPackages("dev.roost.clients"));
  }
}
