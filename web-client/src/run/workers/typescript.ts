import { transform } from "sucrase";
import { runProgram } from "./program";
import { work } from "./worker";

work((job, reporter) => {
  let code: string;
  try {
    // Types are taken away, not checked, and lines stay where they are.
    code = transform(job.code, { transforms: ["typescript"], disableESTransforms: true }).code;
  } catch (error) {
    reporter.running();
    reporter.write("err", `${String(error)}\n`);
    return Promise.resolve("error");
  }
  return runProgram(code, job, reporter);
});
