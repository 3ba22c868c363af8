/**
 * Tells a product page's figure which variation was chosen. Plain JavaScript: WooCommerce says it through jQuery's events alone.
 */
(function ($) {
  $(document).on('found_variation reset_data', 'form.variations_form', function (_event, variation) {
    document.querySelectorAll('[data-variations]').forEach((figure) => {
      const chosen = JSON.parse(figure.dataset.variations)[variation ? variation.variation_id : 0] || { at: 0, variant: null };
      figure.dispatchEvent(new CustomEvent('devskyy-show', { detail: chosen }));
    });
  });
})(window.jQuery);
