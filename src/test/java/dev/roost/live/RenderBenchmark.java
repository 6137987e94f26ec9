package dev.roost.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of rendering a chat with 25 members, including JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {
  private static final int MEMBERS = 25;

  @Param({"50", "200"})
  int messages;

  private ChatPage view;
  private RenderState<ChatPage> state;
  private List<ChatPage.Message> some;
  private List<ChatPage.Message> oneMore;
  private int turn;

  /** Renders the view once. */
  @Setup
  public void prepare() {
    view = new ChatPage("lobby", messages, MEMBERS);
    some = view.messages;
    oneMore = new ArrayList<>(some);
    oneMore.add(new ChatPage.Message(1, "ann", "hello"));
    oneMore = List.copyOf(oneMore);
    state = ChatPage.TEMPLATE.newState();
    state.render(view);
  }

  /** One member starts or stops typing; all members are new objects, as from presence. */
  @Benchmark
  public byte[] typing() {
    turn++;
    view.members = ChatPage.members(MEMBERS, turn % 2 == 0 ? 7 : -1);
    return state.render(view).json();
  }

  /** Adds or removes a message. */
  @Benchmark
  public byte[] message() {
    turn++;
    view.messages = turn % 2 == 0 ? some : oneMore;
    return state.render(view).json();
  }

  /** Renders without a change. */
  @Benchmark
  public boolean nothing() {
    return state.render(view).isEmpty();
  }

  /** Renders a client's first tree. */
  @Benchmark
  public byte[] first() {
    return ChatPage.TEMPLATE.newState().render(view).json();
  }

  /** Renders the HTML. */
  @Benchmark
  public String html() {
    return ChatPage.TEMPLATE.html(view);
  }
}
