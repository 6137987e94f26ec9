// Programs that connect to a server with a self-signed certificate import this first.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
