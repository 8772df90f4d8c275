using LinkageService.Access;
using LinkageService.Console.Pages;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Antiforgery;

namespace LinkageService.Console;

/// <summary>What of the console is no page: signing in and out, changing the password, choosing the language.</summary>
internal sealed class ConsoleEndpoints(ICallerSource callers, ConsoleCookies cookies, IAntiforgery antiforgery)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session", SignInAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
        routes.MapPost("/session/password", ChangePasswordAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
        routes.MapPost("/session/end", EndAsync).ExcludeFromDescription().DisableAntiforgery().OfConsole(Permission.Open)
            .WithMetadata(ConsoleServices.FormLimit);
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
        refused.Failure.Code == ProblemCodes.TooManyFailedSignIns ? SignIn.TooMany
        : refused.Failure.Code == ProblemCodes.Unauthenticated ? "1"
        : refused.Failure.Problems is [{ Field: { Length: > 0 } field }, ..] ? field
        : "1";

    private async Task EndAsync(HttpContext http)
    {
        if (await IsOfOurPageAsync(http))
        {
            ConsoleCookies.RemoveTicket(http.Response);
        }

        http.Response.Redirect(Gate.SignInPage);
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
