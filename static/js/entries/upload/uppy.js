// The engine of uploads, apart: it is the heaviest script of all, and no page needs it before somebody sends a file.
import AwsS3 from "@uppy/aws-s3";
import Uppy from "@uppy/core";

const QUIET = { debug() {}, warn() {}, error() {} };

/** `rules` say which files go in parts, how large, under which key, and who signs. */
export const engine = (rules) => new Uppy({ autoProceed: false, logger: QUIET }).use(AwsS3, { limit: 3, ...rules });
