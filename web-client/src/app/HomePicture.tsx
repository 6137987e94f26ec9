/** What editing together looks like, for those who see it. */
export function HomePicture() {
  return (
    <div className="picture" aria-hidden="true">
      <div className="picture-bar">
        <i />
        <i />
        <i />
        <span>Fibonacci.java</span>
      </div>
      <pre>
        <code>
          <span>
            <b>static long</b> <em>fibonacci</em>(<b>int</b> n) {"{"}
          </span>
          <span>
            {"  "}
            <b>if</b> (n &lt; <s>2</s>) <b>return</b> n;
            <u className="caret-a" data-name="Ada" />
          </span>
          <span>
            {"  "}
            <b>return</b> <em>fibonacci</em>(n - <s>1</s>)
          </span>
          <span>
            {"      "}+ <em>fibonacci</em>(n - <s>2</s>);
            <u className="caret-b" data-name="Linus" />
          </span>
          <span>{"}"}</span>
        </code>
      </pre>
    </div>
  );
}
