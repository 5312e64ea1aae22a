// A group of check boxes as one control: its value is what is ticked, in order of the alphabet, with commas.

function ticked(group, isTicked) {
  const values = Array.from(group.querySelectorAll("input[type=checkbox]")).filter(isTicked);
  return values.map((one) => one.value).sort().join(",");
}

export function asControl(group) {
  Object.defineProperties(group, {
    value: {
      get: () => ticked(group, (one) => one.checked),
      set: (value) => {
        const wanted = new Set(value.split(","));
        group.querySelectorAll("input[type=checkbox]").forEach((one) => (one.checked = wanted.has(one.value)));
      },
    },
    defaultValue: { get: () => ticked(group, (one) => one.defaultChecked) },
    words: {
      value: (value) => {
        const wanted = new Set(value.split(","));
        const boxes = Array.from(group.querySelectorAll("input[type=checkbox]"));
        return boxes
          .filter((one) => wanted.has(one.value))
          .map((one) => one.parentElement.textContent.trim())
          .join(", ");
      },
    },
  });
  return group;
}
