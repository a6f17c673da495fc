// A result being computed.
import "../components/awaited.js";
