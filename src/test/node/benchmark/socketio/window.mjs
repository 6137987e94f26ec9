import { cpuSeconds, residentKb } from "../processes.mjs";

// A measurement window for the CPU seconds of the server and of this process.
export class Window {
  #pid;
  #start = performance.now();
  #cpu;
  #own = process.cpuUsage();
  #residentBefore;

  constructor(pid) {
    this.#pid = pid;
    this.#cpu = cpuSeconds(pid);
    this.#residentBefore = residentKb(pid);
  }

  end() {
    const seconds = (performance.now() - this.#start) / 1000;
    const cpu = cpuSeconds(this.#pid) - this.#cpu;
    const own = process.cpuUsage(this.#own);
    const residentBefore = this.#residentBefore;
    const residentNow = residentKb(this.#pid);
    return {
      seconds,
      cost: (perUnit, units) => ({
        window_s: seconds,
        server_cpu_s: cpu,
        [perUnit]: (cpu * 1e6) / units,
        generator_core_busy: (own.user + own.system) / 1e6 / seconds,
      }),
      memory: () => ({ rss_before_kb: residentBefore, rss_now_kb: residentNow }),
    };
  }
}

// Latencies in milliseconds, reported in microseconds.
export class Latencies {
  #all = [];

  add(milliseconds) {
    this.#all.push(milliseconds);
  }

  percentiles() {
    const sorted = Float64Array.from(this.#all).sort();
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] * 1000;
    return { p50: at(0.5), p99: at(0.99) };
  }
}
