// Tells the form in which time zone this device is, so that dates are shown in it from the start.
const field = document.querySelector("[data-time-zone]");
if (field) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
