/** The cards of a look: with a script they stay closed until their dot is pressed. */
const start = (look: HTMLElement): void => {
  const dots = [...look.querySelectorAll<HTMLButtonElement>('.devskyy-look__dot')];
  const cards = dots.map((dot) => document.getElementById(dot.getAttribute('aria-controls') ?? ''));
  const open = (wanted: HTMLButtonElement | null): void => {
    for (const [index, dot] of dots.entries()) {
      dot.setAttribute('aria-expanded', String(dot === wanted));
      cards[index]?.classList.toggle('is-open', dot === wanted);
    }
  };
  const opened = (): HTMLButtonElement | undefined => dots.find((dot) => dot.getAttribute('aria-expanded') === 'true');
  for (const dot of dots) dot.onclick = () => open(opened() === dot ? null : dot);
  look.addEventListener('keydown', ({ key }) => {
    const dot = opened();
    if (key !== 'Escape' || !dot) return;
    open(null);
    dot.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (opened() && !(target as Element).closest('.devskyy-look__dot, .devskyy-look__card')) open(null);
  });
};

for (const look of document.querySelectorAll<HTMLElement>('.devskyy-look')) start(look);
