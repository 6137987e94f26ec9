// The Markdown table: the medians of the measurements and of their ratios to the baseline.
export function table(columns, results) {
  const baseline = columns.find((column) => column.isBaseline);
  const lines = [
    row(["load", "", ...columns.map((column) => column.title)]),
    row(["---", "---", ...columns.map(() => "---:")]),
  ];
  for (const { load, reports } of results) {
    load.measures.forEach((measure, i) => {
      const cells = columns.map((column) => {
        const ratio = measure.ratio && baseline && baseline !== column
          ? medianRatio(reports, column, baseline, measure) : undefined;
        return cell(median(reports, column, measure), measure.unit, ratio);
      });
      lines.push(row([i === 0 ? load.title : "…", measure.title, ...cells]));
    });
  }
  return lines.join("\n");
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

// The median of each number; undefined if the server did not run the load.
export function median(reports, column, measure) {
  const values = (reports[column.name] ?? []).map(measure.of);
  if (values.length === 0) return undefined;
  return Array.isArray(values[0])
    ? values[0].map((_, i) => middle(values.map((value) => value[i])))
    : middle(values);
}

// Compare each measurement with the baseline's of the same minute: a shared machine may be half as
// fast in the next one.
function medianRatio(reports, column, baseline, measure) {
  const [values, baselines] = [column, baseline].map(({ name }) => (reports[name] ?? []).map(measure.of));
  return middle(values.map((value, i) => value / baselines[i]));
}

function middle(numbers) {
  const sorted = numbers.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function cell(value, unit, ratio) {
  if (value === undefined) return "–";
  const text = `${[value].flat().map(shown).join(" / ")} ${unit}`.trim();
  return Number.isFinite(ratio) ? `${text} (${shown(ratio)} ×)` : text;
}

function shown(number) {
  if (!Number.isFinite(number)) return "?";
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
  return number.toLocaleString("en-US", {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
}
