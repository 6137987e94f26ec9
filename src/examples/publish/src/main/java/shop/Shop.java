package shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service without Roost and without Vert.x. {@code POST /stock/tea/3} says that three are left,
 * which the browsers that show tea hear at once.
 */
final class Shop {
  private static final Pattern STOCK = Pattern.compile("/stock/([a-z]{1,20})/([0-9]{1,6})");

  private final Publisher publisher;

  private Shop(Publisher publisher) {
    this.publisher = publisher;
  }

  public static void main(String[] args) throws IOException {
    URI roost = URI.create(System.getenv().getOrDefault("ROOST_URL", "http://localhost:4000"));
    HttpServer server = start(8080, new Publisher(roost, System.getenv("ROOST_PUBLISH_KEY")));
    System.out.println("listening on port " + server.getAddress().getPort());
  }

  /** Starts the service; port 0 is any that is free. */
  static HttpServer start(int port, Publisher publisher) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/stock", new Shop(publisher)::stock);
    server.start();
    return server;
  }

  private void stock(HttpExchange request) throws IOException {
    Matcher stock = STOCK.matcher(request.getRequestURI().getPath());
    if (!stock.matches()) {
      answer(request, 404, "expected /stock/ITEM/NUMBER");
      return;
    }
    String item = stock.group(1);
    int left = Integer.parseInt(stock.group(2));
    try {
      publisher.publish("stock:" + item, "stock", String.format("{\"left\": %d}", left));
      answer(request, 200, "published");
    } catch (IOException e) {
      answer(request, 502, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange request, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    request.sendResponseHeaders(status, body.length);
    request.getResponseBody().write(body);
    request.close();
  }
}
