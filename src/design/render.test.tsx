import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Markup, renderToString, surrounding } from './render.ts';

test('elements, attributes and text are written as HTML wants them', () => {
  assert.equal(
    renderToString(
      <p class="a" hidden={false} tabindex={-1} aria-hidden={true} data-of="">
        1 &lt; {2} {null}
        {undefined}
        {false}
        {['x', <br key="b" />, <b key="c">y</b>]}
      </p>,
    ),
    '<p class="a" tabindex="-1" aria-hidden="true" data-of>1 &lt; 2 x<br/><b>y</b></p>',
  );
  assert.equal(renderToString(<input disabled readonly={false} value="" />), '<input disabled value/>');
  assert.equal(renderToString(<time dateTime="2026-11-21">a</time>), '<time datetime="2026-11-21">a</time>');
  assert.equal(renderToString(<svg viewBox="0 0 1 1" />), '<svg viewBox="0 0 1 1"></svg>');
  assert.equal(renderToString(<label htmlFor="a">b</label>), '<label for="a">b</label>');
});

test('text and values of attributes are escaped, and only our own markup is not', () => {
  assert.equal(renderToString(<a href={'"><b>&'}>{'<b>&"'}</a>), '<a href="&quot;>&lt;b>&amp;">&lt;b>&amp;&quot;</a>');
  assert.equal(renderToString(<Markup html="<i></i>" />), '<i></i>');
});

test('data that looks like an element is left out', () => {
  const sent = JSON.parse('{"type":"script","props":{"children":"alert(1)"},"constructor":null}') as never;
  assert.equal(renderToString(<p>{sent}</p>), '<p></p>');
});

test('a name that is no attribute is refused, so that nothing slips in by way of a name', () => {
  assert.throws(() => renderToString(<p {...({ 'a="" onclick': 'x' } as object)} />), /not the name of an attribute/);
});

test('a part knows what is nearest around it, also behind another part and after one that failed', () => {
  const language = surrounding('vi');
  const Says = () => <>{language.current()}</>;
  const Fails = () => {
    throw new Error('this part fails');
  };
  assert.equal(
    renderToString(
      <>
        <Says />
        <language.Around value="en">
          <Says />
          <language.Around value="fr">
            <Says />
          </language.Around>
          <Says />
        </language.Around>
        <Says />
      </>,
    ),
    'vienfrenvi',
  );
  assert.throws(
    () =>
      renderToString(
        <language.Around value="en">
          <Fails />
        </language.Around>,
      ),
    /this part fails/,
  );
  assert.equal(renderToString(<Says />), 'vi');
});
