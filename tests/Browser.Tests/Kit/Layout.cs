using Microsoft.Playwright;

namespace Tessera.Browser.Tests.Kit;

/// <summary>What a page does with the room it has.</summary>
public static class Layout
{
    /// <summary>
    /// The elements that reach past the right edge of a page that scrolls sideways; none where it does not. What scrolls inside
    /// itself (a table) or is out of sight (clipped) reaches past nothing.
    /// </summary>
    private const string PastTheEdge = """
        () => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const inside = element => {
            for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
              if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return true;
            return false;
          };
          return [...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1 && !inside(element))
            .map(element => `${Math.round(element.getBoundingClientRect().right)} of ${root.clientWidth}: ${element.outerHTML.slice(0, 160)}`)
            .concat(`the page is ${root.scrollWidth} wide`)
            .slice(0, 6);
        }
        """;

    /// <summary>Texts a third longer, as another language might have them; names, numbers and dates are as long everywhere.</summary>
    private const string Lengthen = """
        () => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          let longer = 0;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const text = node.data.trim();
            if (text.length < 3 || !/^[\p{L} ’.,:;·()…-]+$/u.test(text) || node.parentElement.closest('script, style, time, option, code')) continue;
            const words = text.split(' ');
            let extra = '';
            for (let at = 0; extra.length < text.length * 0.35; at++) extra += ' ' + words[at % words.length].slice(0, 10);
            node.data = node.data + extra.slice(0, Math.max(3, Math.ceil(text.length * 0.35)));
            longer++;
          }
          return longer;
        }
        """;

    /// <summary>Every text at twice its size, boxes as they are (WCAG 1.4.4 as a browser does it that enlarges only text).</summary>
    private const string Enlarge = """
        () => {
          const sizes = [...document.body.querySelectorAll('*')].map(element => [element, getComputedStyle(element)])
            .map(([element, style]) => [element, parseFloat(style.fontSize), parseFloat(style.lineHeight)]);
          for (const [element, size, line] of sizes) {
            element.style.fontSize = `${size * 2}px`;
            if (!Number.isNaN(line)) element.style.lineHeight = `${line * 2}px`;
          }
          return sizes.length;
        }
        """;

    public static Task<string[]> PastTheEdgeAsync(this IPage page) => page.EvaluateAsync<string[]>(PastTheEdge);

    public static Task<int> LengthenAsync(this IPage page) => page.EvaluateAsync<int>(Lengthen);

    public static Task<int> EnlargeAsync(this IPage page) => page.EvaluateAsync<int>(Enlarge);
}
