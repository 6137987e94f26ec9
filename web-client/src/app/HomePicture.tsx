/** What editing together looks like, for those who see it. */
export function HomePicture() {
  return (
    <div className="picture" aria-hidden="true">
      <div className="picture-bar">
        <i />
        <i />
        <i />
        <span>fibonacci.rb</span>
      </div>
      <pre>
        <code>
          <span>
            <b>def</b> <em>fibonacci</em>(n)
          </span>
          <span>
            {"  "}
            <b>return</b> n <b>if</b> n &lt; <s>2</s>
            <u className="caret-a" data-name="Ada" />
          </span>
          <span>
            {"  "}
            <em>fibonacci</em>(n - <s>1</s>) + <em>fibonacci</em>(n - <s>2</s>)
            <u className="caret-b" data-name="Linus" />
          </span>
          <span>
            <b>end</b>
          </span>
        </code>
      </pre>
    </div>
  );
}
