/**
 * Roost in a Spring Boot application, 3.5 or 4.0. With the library and Spring Boot on the class
 * path, {@link dev.roost.spring.RoostAutoConfiguration} starts an endpoint on a port of its own.
 *
 * <pre>{@code
 * @RoostChannel("account:*")
 * class AccountChannel extends BlockingChannel {
 *   private final Accounts accounts;
 *
 *   AccountChannel(Accounts accounts) {
 *     this.accounts = accounts;
 *     answer("find", Find.class, (find, push) -> Reply.ok(accounts.find(find.id())));
 *   }
 *
 *   @Override
 *   public Reply join(Join join) {
 *     return Reply.ok();
 *   }
 * }
 * }</pre>
 *
 * <p>A bean of type {@link dev.roost.channel.ConnectHandler} decides who may connect; {@link
 * dev.roost.spring.RoostBroadcaster} publishes from services.
 */
@NullMarked
package dev.roost.spring;

import org.jspecify.annotations.NullMarked;
