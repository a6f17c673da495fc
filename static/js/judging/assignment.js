// A deal being worked out.
import "../components/awaited.js";
