import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import { RubyVM } from "@ruby/wasm-wasi";
import { decoding, work } from "./worker";

work(async (job, reporter) => {
  const bytes = (text: string) => new File(new TextEncoder().encode(text));
  const wasi = new WASI(
    [],
    [],
    [
      new OpenFile(bytes(job.input)),
      new ConsoleStdout(decoding((text) => reporter.write("out", text))),
      new ConsoleStdout(decoding((text) => reporter.write("err", text))),
      new PreopenDirectory("/", new Map([["main.rb", bytes(job.code)]])),
    ],
    { debug: false },
  );
  const { vm } = await RubyVM.instantiateModule({ module: job.modules["ruby"]!, wasip1: wasi });
  vm.eval("$stdout.sync = true");
  reporter.running();
  try {
    // Its own frames are no part of the backtrace, and `exit` is no error.
    vm.eval(`
      begin
        load "/main.rb"
      rescue SystemExit => e
        raise "exited with status #{e.status}" unless e.success?
      end
    `);
    return "ok";
  } catch (error) {
    const { message } = error as Error;
    const lines = message
      .split("\n")
      .filter((line) => !/^(-e|eval)[:\d]*:in |<internal:/.test(line));
    reporter.write("err", `${lines.join("\n").replaceAll("/main.rb", "main.rb")}\n`);
    return "error";
  }
});
