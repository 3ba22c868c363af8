/**
 * Chooses the pictures of a product in core's media window. Plain JavaScript on core's own globals: there is nothing to build.
 */
(function () {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('.devskyy-gallery-choose');
    if (!button) return;
    const box = button.closest('.inside');
    const field = box.querySelector('.devskyy-gallery-ids');
    const shown = box.querySelector('.devskyy-gallery');
    const frame = window.wp.media({ multiple: 'add', library: { type: 'image' } });
    frame.on('open', () => {
      const ids = field.value.split(',').filter(Boolean);
      frame
        .state()
        .get('selection')
        .add(ids.map((id) => window.wp.media.attachment(id)));
    });
    frame.on('select', () => {
      const chosen = frame.state().get('selection').toJSON();
      field.value = chosen.map((one) => one.id).join(',');
      shown.replaceChildren(
        ...chosen.map((one) => {
          const image = document.createElement('img');
          image.src = (one.sizes && one.sizes.thumbnail ? one.sizes.thumbnail : one).url;
          image.alt = one.alt || '';
          return image;
        }),
      );
    });
    frame.open();
  });
})();
