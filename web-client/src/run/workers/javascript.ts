import { runProgram } from "./program";
import { work } from "./worker";

work((job, reporter) => runProgram(job.code, job, reporter));
