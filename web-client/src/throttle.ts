/** Acts at once, then at most every `ms`, and always once more after the last call. */
export function throttle(act: () => void, ms: number): () => void {
  let resting = false;
  let calledMeanwhile = false;

  return function call() {
    if (resting) {
      calledMeanwhile = true;
      return;
    }
    resting = true;
    setTimeout(() => {
      resting = false;
      if (!calledMeanwhile) return;
      calledMeanwhile = false;
      call();
    }, ms);
    act();
  };
}
