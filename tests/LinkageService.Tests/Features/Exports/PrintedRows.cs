using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Reads the tables of a print view.</summary>
internal static class PrintedRows
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The texts of all rows of all pages, headings included.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(byte[] html) =>
        Regex.Matches(Encoding.UTF8.GetString(html), "<tr[^>]*>(.*?)</tr>", RegexOptions.Singleline, Patience)
            .Select(row => (IReadOnlyList<string>)Regex.Matches(
                row.Groups[1].Value, "<t[dh][^>]*>(.*?)</t[dh]>", RegexOptions.Singleline, Patience)
                .Select(cell => WebUtility.HtmlDecode(Regex.Replace(cell.Groups[1].Value, "<[^>]*>", "", RegexOptions.None, Patience)))
                .ToArray())
            .ToArray();
}
