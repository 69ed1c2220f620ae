import tls, { type SecureContext, type SecureContextOptions } from 'node:tls';

/** What a server shows, and the key that belongs to it. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

// Made for the tests and used by nothing else:
// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj '/CN=neon-todo test'
//   -addext subjectAltName=DNS:api.eu-central-1.aws.neon.tech
// and the other two with `openssl ca -selfsign`, which takes a -startdate and an -enddate.

const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2Gqf+Vldw8vt/m12
XXCqb87LxDXlLbWasV7kuJsL+RWhRANCAARSUC1EDQWUjErp/4v2vGV3HBiUB7m/
GZq2cUWj+aPOjkGDj2KRlhtuUCnm8QMkjtqns8vIclV5obuJBGGUzc/K
-----END PRIVATE KEY-----
`;

/** For `api.eu-central-1.aws.neon.tech`, signed by itself. Tests that want it to be valid have it trusted. */
export const VALID: Identity = {
  key: KEY,
  cert: `-----BEGIN CERTIFICATE-----
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
`,
};

/** The same, but that its time was over in 2021. */
export const EXPIRED: Identity = {
  key: KEY,
  cert: `-----BEGIN CERTIFICATE-----
MIIBfzCCASSgAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5uZW9uLXRv
ZG8gdGVzdDAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBkxFzAVBgNV
BAMMDm5lb24tdG9kbyB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEUlAt
RA0FlIxK6f+L9rxldxwYlAe5vxmatnFFo/mjzo5Bg49ikZYbblAp5vEDJI7ap7PL
yHJVeaG7iQRhlM3PyqNdMFswDwYDVR0TAQH/BAUwAwEB/zApBgNVHREEIjAggh5h
cGkuZXUtY2VudHJhbC0xLmF3cy5uZW9uLnRlY2gwHQYDVR0OBBYEFAX1BhDuO1zW
3Hz9mEFVDabnKsD7MAoGCCqGSM49BAMCA0kAMEYCIQCeVsjySl4b2fVzQrc6P2Vy
I/VVK5X3AX3HInhyZdjElgIhAPWww/KV5trLBuHIARkuqQmSiXtxfq2Hyhk18dQZ
urLt
-----END CERTIFICATE-----
`,
};

/** For `api.self-signed.example`, by a key that nobody trusts. */
export const SELF_SIGNED: Identity = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkMLnXUk6caPKT1nD
oWFHQ6JZscck3Ks0naVAFsIm206hRANCAARGz+bSvgXbJsOF8FU+xYa1TI9MRBe4
B0+1MqQlrS4KdtmlgrO6pq7Y0tHL4o9CC6cUdpJs8fRytyzTWsPH1tmo
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBjDCCATOgAwIBAgIBAjAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhuZW9uLXRv
ZG8gdGVzdCBvZiBub2JvZHkwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAw
MDBaMCMxITAfBgNVBAMMGG5lb24tdG9kbyB0ZXN0IG9mIG5vYm9keTBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABEbP5tK+Bdsmw4XwVT7FhrVMj0xEF7gHT7UypCWt
Lgp22aWCs7qmrtjS0cvij0ILpxR2kmzx9HK3LNNaw8fW2aijVjBUMA8GA1UdEwEB
/wQFMAMBAf8wIgYDVR0RBBswGYIXYXBpLnNlbGYtc2lnbmVkLmV4YW1wbGUwHQYD
VR0OBBYEFIv5LghBt4KMEQn5VhXazhrkgJhHMAoGCCqGSM49BAMCA0cAMEQCIDor
M1egOgeUlQx3B4zk099beZFz1YrVU213QrZorQSqAiAj6kjrwg3HHnF0UX60sKoJ
SGW/8uIZEMAuYheKkQWBng==
-----END CERTIFICATE-----
`,
};

/** Lets this process trust the valid one, as NODE_EXTRA_CA_CERTS does it for others. Returns the way back. */
export function trustValid(): () => void {
  const { createSecureContext } = tls;
  tls.createSecureContext = (options?: SecureContextOptions): SecureContext => {
    const made = createSecureContext(options);
    made.context.addCACert(VALID.cert);
    return made;
  };
  return () => {
    tls.createSecureContext = createSecureContext;
  };
}
