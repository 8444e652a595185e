// A day that the calendar cannot read stays as it was typed, and the form says what is wrong with it: left alone, the
// calendar would put today in its place without a word.
window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false
