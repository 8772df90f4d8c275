using System.Text.Encodings.Web;
using LinkageService.Access;
using LinkageService.Access.Issuers;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Antiforgery;

namespace LinkageService.Console;

/// <summary>What of the console is no page: signing in and out, changing the password, choosing the language.</summary>
internal sealed class ConsoleEndpoints(
    ICallerSource callers, ConsoleCookies cookies, IAntiforgery antiforgery, Settings settings, IServiceProvider services)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session", SignInAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
        routes.MapPost("/session/password", ChangePasswordAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
        routes.MapPost("/session/end", EndAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
        if (settings.Issuer?.ClientId is not null)
        {
            routes.MapGet(IssuerSignIn.StartPath, StartAtIssuerAsync).ExcludeFromDescription().OfConsole(Permission.Open);
        }

        routes.MapGet("/language", ChooseLanguage).ExcludeFromDescription().OfConsole(Permission.Open);
    }

    // Another site could otherwise make the browser of a checker work under the name of its choice.
    private async Task SignInAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!await IsOfOurPageAsync(http))
        {
            http.Response.Redirect(Gate.SignInPage + "?problem=1");
            return;
        }

        var form = await http.Request.ReadFormAsync(cancellation);
        var next = Local(form["next"].ToString());
        try
        {
            var ticket = await callers.SignInAsync(
                http, new SignInRequest(form["user"].ToString(), form["password"].ToString(), form["key"].ToString()), cancellation);
            cookies.WriteTicket(http.Response, ticket);
            http.Response.Redirect(next);
        }
        catch (RefusedException refused)
        {
            http.Response.Redirect($"{Gate.SignInPage}?problem={ProblemOf(refused)}&next={Uri.EscapeDataString(next)}");
        }
    }

    private async Task ChangePasswordAsync(HttpContext http, CancellationToken cancellation)
    {
        if (!await IsOfOurPageAsync(http))
        {
            http.Response.Redirect(Gate.PasswordPage + "?problem=1");
            return;
        }

        var form = await http.Request.ReadFormAsync(cancellation);
        var next = Local(form["next"].ToString());
        try
        {
            var request = new ChangePasswordRequest(
                form["current"].ToString(), form["new"].ToString(), form["repeated"].ToString());
            var ticket = await callers.ChangePasswordAsync(http, cookies.ReadTicket(http.Request), request, cancellation);
            cookies.WriteTicket(http.Response, ticket);
            http.Response.Redirect(next);
        }
        catch (RefusedException refused)
        {
            http.Response.Redirect($"{Gate.PasswordPage}?problem={ProblemOf(refused)}&next={Uri.EscapeDataString(next)}");
        }
    }

    private static string ProblemOf(RefusedException refused) =>
        refused.Failure.Code == ProblemCodes.TooManyFailedSignIns ? SignInProblems.TooMany
        : refused.Failure.Code == ProblemCodes.Unauthenticated ? SignInProblems.Failed
        : refused.Failure.Problems is [{ Field: { Length: > 0 } field }, ..] ? field
        : SignInProblems.Failed;

    // Who is signed in already, and comes here, is to make room for somebody else.
    private async Task StartAtIssuerAsync(HttpContext http, CancellationToken cancellation)
    {
        var isAnother = await callers.FindAsync(cookies.ReadTicket(http.Request), cancellation) is not null;
        await IssuerSignIn.StartAsync(http, Local(http.Request.Query["next"].ToString()), isAnother);
    }

    private async Task EndAsync(HttpContext http)
    {
        if (await IsOfOurPageAsync(http))
        {
            var ticket = cookies.ReadTicket(http.Request);
            ConsoleCookies.RemoveTicket(http.Response);
            var backTo = $"{http.Request.Scheme}://{http.Request.Host}{Gate.SignInPage}";
            if (ticket.Issuer is { } session && services.GetService<IssuerSessions>() is { } sessions
                && await sessions.EndAsync(session, backTo, http.RequestAborted) is { } address)
            {
                await LeadAsync(http, address);
                return;
            }
        }

        http.Response.Redirect(Gate.SignInPage);
    }

    // No redirect: a form of ours leads to no other site (form-action), and a browser holds that against redirects too.
    private static Task LeadAsync(HttpContext http, string address)
    {
        var to = HtmlEncoder.Default.Encode(address);
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!DOCTYPE html><html><head><meta http-equiv=\"refresh\" content=\"0;url={to}\"></head>"
            + $"<body><a href=\"{to}\">退出登录 | Sign out</a></body></html>", http.RequestAborted);
    }

    private async Task<bool> IsOfOurPageAsync(HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // No form that can be read, or one that is too long: none of our pages sends it.
            return false;
        }
    }

    private static void ChooseLanguage(HttpContext http)
    {
        ConsoleCookies.WriteLanguage(http.Response, http.Request.Query["to"] == "en");
        http.Response.Redirect(Local(http.Request.Query["next"].ToString()));
    }

    // Never to another site: a path of this one, whatever was asked for.
    private static string Local(string next) =>
        next is ['/', not '/' and not '\\', ..] && !next.Any(char.IsControl) ? next : "/";
}
