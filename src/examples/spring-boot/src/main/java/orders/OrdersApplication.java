package orders;

import dev.roost.channel.ConnectHandler;
import dev.roost.channel.ConnectResult;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Orders of customers, over HTTP on one port and over channels on another. */
@SpringBootApplication
public class OrdersApplication {
  public static void main(String[] args) {
    SpringApplication.run(OrdersApplication.class, args);
  }

  /** Everyone with a name may connect. With Spring Security's JwtDecoder, no bean is needed. */
  @Bean
  ConnectHandler connectHandler() {
    return request -> {
      String name = request.params().get("name");
      return name == null || name.isBlank()
          ? ConnectResult.refuse().now()
          : ConnectResult.accept().id("user:" + name).assign("name", name).now();
    };
  }
}
