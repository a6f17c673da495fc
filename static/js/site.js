// What every page has: small helps that a page also works without.
