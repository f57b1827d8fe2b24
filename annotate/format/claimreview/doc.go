// Package claimreview writes checked claims as schema.org's ClaimReview in
// JSON-LD, which search engines and archives of fact checks read. Everything
// but the verdict comes from the marking, the article and the register.
package claimreview
