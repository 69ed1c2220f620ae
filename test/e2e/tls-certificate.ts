// Made for the tests, which are all that trusts it, and valid for a hundred years:
// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj '/CN=neon-todo test'
//   -addext subjectAltName=DNS:api.eu-central-1.aws.neon.tech

/** For `api.eu-central-1.aws.neon.tech`, signed by itself. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBszCCAVqgAwIBAgIUW9MEf+vURpx3Ux62fT3mCgXIT20wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwObmVvbi10b2RvIHRlc3QwIBcNMjYxMTIzMDkxMjU1WhgPMjEy
NjEwMzAwOTEyNTVaMBkxFzAVBgNVBAMMDm5lb24tdG9kbyB0ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEUlAtRA0FlIxK6f+L9rxldxwYlAe5vxmatnFFo/mj
zo5Bg49ikZYbblAp5vEDJI7ap7PLyHJVeaG7iQRhlM3PyqN+MHwwHQYDVR0OBBYE
FAX1BhDuO1zW3Hz9mEFVDabnKsD7MB8GA1UdIwQYMBaAFAX1BhDuO1zW3Hz9mEFV
DabnKsD7MA8GA1UdEwEB/wQFMAMBAf8wKQYDVR0RBCIwIIIeYXBpLmV1LWNlbnRy
YWwtMS5hd3MubmVvbi50ZWNoMAoGCCqGSM49BAMCA0cAMEQCIHmIYwyU7Lh2+5Ql
k7wws+mvHhtjnV0wSgtv/mybngHIAiB0CdYHIW1u+dDspPSQbOSIVazW0SU2pLoq
L4FDgSTvYA==
-----END CERTIFICATE-----
`;

export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2Gqf+Vldw8vt/m12
XXCqb87LxDXlLbWasV7kuJsL+RWhRANCAARSUC1EDQWUjErp/4v2vGV3HBiUB7m/
GZq2cUWj+aPOjkGDj2KRlhtuUCnm8QMkjtqns8vIclV5obuJBGGUzc/K
-----END PRIVATE KEY-----
`;
