using System.Text.Json;
using Microsoft.Playwright;

namespace LinkageService.Console.Tests.Support;

/// <summary>Reads what a page says, as a person sees it and a screen reader reads it.</summary>
internal static class PageWords
{
    // Every visible text and every label. Code, addresses and what a person typed are shown as they are.
    private const string Collect = """
        () => {
            const found = [];
            const skip = 'code, pre, textarea, script, style, datalist, option, [data-verbatim]';
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
            for (let node = walker.currentNode; node; node = walker.nextNode()) {
                const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
                if (!element || element.closest(skip)) continue;
                const language = element.closest('[lang]')?.lang ?? '';
                if (node.nodeType === Node.TEXT_NODE) {
                    if (node.data.trim() && element.checkVisibility()) found.push([language, node.data.trim()]);
                } else {
                    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
                        const words = element.getAttribute(name);
                        if (words) found.push([language, words]);
                    }
                }
            }
            found.push([document.documentElement.lang, document.title]);
            return found;
        }
        """;

    private const string Wide = "() => document.documentElement.scrollWidth - window.innerWidth";

    /// <summary>Words in the wrong language, keys where words belong, and values that are none.</summary>
    public static async Task<IReadOnlyList<string>> FindWrongAsync(IPage page, bool isEnglish)
    {
        var words = await page.EvaluateAsync<JsonElement>(Collect);
        var wrong = new List<string>();
        foreach (var each in words.EnumerateArray())
        {
            var (language, text) = (each[0].GetString()!, each[1].GetString()!);
            if (isEnglish && !language.StartsWith("zh", StringComparison.Ordinal)
                && text.Any(letter => letter is >= '\u3400' and <= '\u9fff'))
            {
                wrong.Add($"{page.Url}: Chinese on an English page: {text}");
            }

            if (LooksLikeAKey(text))
            {
                wrong.Add($"{page.Url}: a key, or no value: {text}");
            }
        }

        return wrong;
    }

    /// <summary>By how many pixels a page is wider than its screen: a phone should not have to be scrolled sideways.</summary>
    public static async Task<int> OverflowAsync(IPage page) => await page.EvaluateAsync<int>(Wide);

    private static bool LooksLikeAKey(string text) =>
        text.Contains("{0}", StringComparison.Ordinal) || text.Contains("NaN", StringComparison.Ordinal)
        || text.Split([' ', '\n', '(', ')', '（', '）', '，', '：', ',', ':', '/', '=', '"', '“', '”']).Any(word =>
            word is "null" or "undefined" or "True" or "False"
            || (word.Contains('_', StringComparison.Ordinal) && word.All(letter => letter == '_' || char.IsAsciiLetterLower(letter))));
}
