// Imported before all else by programs that connect to a server whose certificate is its own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
