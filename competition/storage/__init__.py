"""Bytes: one private bucket that speaks S3.

`keys` makes every key, `links` signs what a browser may read, `sniff` tells what a file is, and
`interface` says what a bucket can do; `s3` does it anywhere, `memory` in unit tests. No byte of an
upload passes through this application: browsers send to the bucket by requests that it signs.
"""

from competition.storage.attached import bucket, init_app, link_signer, public_link

__all__ = ["bucket", "init_app", "link_signer", "public_link"]
