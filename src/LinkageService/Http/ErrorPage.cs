using System.Text;
using System.Text.Encodings.Web;
using LinkageService.Access;
using LinkageService.Errors;

namespace LinkageService.Http;

/// <summary>The page the <c>type</c> of every problem points to: <c>/errors#code</c>.</summary>
internal static class ErrorPage
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var page = Of(routes.ServiceProvider.GetRequiredService<ErrorCatalogue>());
        routes.MapGet("/errors", () => Results.Text(page, "text/html", Encoding.UTF8))
            .ExcludeFromDescription().Requires(Permission.Open).RespondsInPublic();
    }

    private static string Of(ErrorCatalogue catalogue)
    {
        var encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        var page = new StringBuilder("""
            <!doctype html><html lang="zh"><meta charset="utf-8"><title>错误编码 | Errors</title>
            <style>body{font:16px/1.6 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}:target{background:#fff3c4}</style>
            <h1>错误编码 | Errors</h1>
            """);
        foreach (var paragraph in catalogue.Paragraphs)
        {
            page.Append("<h3 id=\"").Append(paragraph.Code).Append("\"><code>").Append(paragraph.Code).Append("</code> ")
                .Append(encoder.Encode(paragraph.Title.Zh)).Append(" · ").Append(encoder.Encode(paragraph.Title.En)).Append("</h3><p>")
                .Append(encoder.Encode(paragraph.Status)).Append("</p>");
            foreach (var line in paragraph.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                page.Append("<p>").Append(encoder.Encode(line)).Append("</p>");
            }
        }

        return page.ToString();
    }
}
