/**
 * Shows the product blocks in the editor as the server renders them. Plain JavaScript on core's own globals: there is nothing to build.
 */
(function (blocks, element, blockEditor, ServerSideRender, names) {
  names
    .filter((name) => !blocks.getBlockType(name))
    .forEach((name) => {
      blocks.registerBlockType(name, {
        edit: function Edit(props) {
          const post = props.context.postType === 'devskyy_product' ? props.context.postId : undefined;
          return element.createElement(
            'div',
            // The server's markup brings the block's class again; only the inner one shall lay anything out.
            blockEditor.useBlockProps({ style: { display: 'block', aspectRatio: 'auto' } }),
            element.createElement(ServerSideRender, {
              block: name,
              attributes: props.attributes,
              urlQueryArgs: post ? { post_id: post } : {},
            }),
          );
        },
        save: () => null,
      });
    });
})(window.wp.blocks, window.wp.element, window.wp.blockEditor, window.wp.serverSideRender, window.devskyyProductBlocks || []);
