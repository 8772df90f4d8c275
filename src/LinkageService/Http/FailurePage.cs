using System.Text.Encodings.Web;
using System.Text.Unicode;
using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Telemetry;
using LinkageService.Vocabulary;

namespace LinkageService.Http;

/// <summary>What a person sees who opened a file or a page that cannot be given: what is wrong, and the way back.</summary>
internal static class FailurePage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Answers with the failure as a page; the status is that of its code.</summary>
    public static Task WriteAsync(HttpContext http, Failure failure, ErrorCatalogue catalogue)
    {
        ServiceTelemetry.Refused(failure.Code, "page");
        var language = ConsoleCookies.ReadLanguage(http.Request);
        http.Response.StatusCode = ProblemStatus.Http(failure.Code);
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        var title = Encoder.Encode(language.Of(catalogue.Title(failure.Code)));
        var problems = string.Concat(failure.Problems.Select(problem => $"<li>{Encoder.Encode(language.Of(problem.Message))}</li>"));
        return http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="{language.Of("zh-CN", "en")}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title><link rel="stylesheet" href="/console.css"></head>
            <body><main id="main" class="plain"><h1>{title}</h1>
            <div class="problems" role="alert"><ul>{problems}</ul></div>
            <p><a class="button" href="/">{language.Of("回到首页", "Back to the home page")}</a>
            <a class="button plain" href="{ProblemHelp.AddressOf(failure.Code)}">{language.Of("怎么办？", "What can be done?")}</a></p>
            </main></body></html>
            """, http.RequestAborted);
    }
}
