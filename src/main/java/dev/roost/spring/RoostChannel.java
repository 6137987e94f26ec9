package dev.roost.spring;

import dev.roost.channel.BlockingChannel;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * A channel that is a bean, found by component scanning as any {@link Component}. Spring makes a
 * new instance for each join, with what its constructor asks for. Extend {@link BlockingChannel} if
 * it calls services that block, such as repositories.
 *
 * <p>Spring makes the instance on an event loop: constructors must not block, and must not be the
 * first to need a lazy bean that does. A channel must not be proxied: {@code @Transactional} and
 * the like belong on the services that it calls. Spring does not destroy prototypes: clean up in
 * {@link BlockingChannel#terminate}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
@Scope("prototype")
public @interface RoostChannel {

  /**
   * The topics, such as {@code lobby}, or {@code room:*} for a prefix. Of several that match, the
   * exact topic serves, or the longest prefix.
   */
  String[] value();

  /** Whether the topics have broadcasts, see {@link dev.roost.ChannelOptions#subscribe}. */
  boolean subscribe() default true;
}
