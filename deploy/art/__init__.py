"""The demo's pictures: cut stones, settings, cloth, vessels and drawn plates, rendered by numpy alone.

`make demo-art` renders each of them once into `deploy/demo/art`; the results are committed, and nothing is
rendered when the demo runs. Every chance is seeded: the same code makes the same picture.

A picture's way: `works/` sets a scene of `surfaces` → `canvas` keeps the nearest point of every pixel →
`shade` lights it by the soft boxes of a `studio`, which `shadows` tells from where each point sees →
`gems` traces rays through cut stones → `develop` turns light into a photograph.
"""
