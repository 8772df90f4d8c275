using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LinkageService.Access.Issuers;

/// <summary>
/// People who sign in to the console at the issuer: OpenID Connect's code flow with PKCE, by ASP.NET Core's handler. The session it leads
/// to is the console's own; the handler's cookie is never made.
/// </summary>
internal static class IssuerSignIn
{
    /// <summary>Where the issuer sends the browser back.</summary>
    public const string ReturnPath = "/signin-oidc";

    /// <summary>Where a browser is sent to the issuer.</summary>
    public const string StartPath = "/session/issuer";

    private const string Scheme = OpenIdConnectDefaults.AuthenticationScheme;

    // How long what the issuer gives lasts, where it does not say.
    private static readonly TimeSpan Unstated = TimeSpan.FromHours(1);

    /// <summary>What it is made of.</summary>
    public static void Add(IServiceCollection services, IssuerSettings settings)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOpenIdConnect();
        services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IssuerDocument, IssuerClient>((options, document, client) =>
        {
            options.Authority = settings.Issuer.AbsoluteUri;
            options.RequireHttpsMetadata = !client.MayBePlain;
            options.ConfigurationManager = document;
            options.Backchannel = client.Http;
            (options.ClientId, options.ClientSecret) = (settings.ClientId, settings.ClientSecret);
            options.CallbackPath = ReturnPath;
            (options.RemoteSignOutPath, options.SignedOutCallbackPath) = (PathString.Empty, PathString.Empty);
            options.ResponseType = OpenIdConnectResponseType.Code;
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.SaveTokens = true;
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = false;
            options.DisableTelemetry = true;
            options.Scope.Clear();
            foreach (var scope in settings.Scopes)
            {
                options.Scope.Add(scope);
            }

            // The issuer sends the browser back by a link: Lax cookies come along, and need no TLS on this machine.
            foreach (var cookie in new[] { options.NonceCookie, options.CorrelationCookie })
            {
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
            }

            options.Events = new OpenIdConnectEvents { OnTicketReceived = BeginAsync, OnRemoteFailure = FailAsync };
        });
    }

    /// <summary>Lets a browser come back from the issuer, which sends it by a link, and counts it as any other request of nobody.</summary>
    public static void Use(WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Path == ReturnPath)
            {
                http.RequestServices.GetRequiredService<RequestRates>().Count(http, credential: null);
                if (!HttpMethods.IsGet(http.Request.Method))
                {
                    http.Response.Headers.Allow = HttpMethods.Get;
                    throw new RefusedException(RequestFailures.MethodNotAllowed(http.Request.Method, ReturnPath, HttpMethods.Get));
                }
            }

            return next(http);
        });
        app.UseAuthentication();
    }

    /// <summary>Sends a browser to the issuer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="next">The page to go to afterwards; of this console.</param>
    /// <param name="isAnother">Whether somebody else than who is signed in is to sign in, who the issuer may take for the same.</param>
    public static async Task StartAsync(HttpContext http, string next, bool isAnother)
    {
        try
        {
            await http.ChallengeAsync(Scheme, new OpenIdConnectChallengeProperties
            {
                RedirectUri = next, Prompt = isAnother ? OpenIdConnectPrompt.Login : null,
            });
        }
        catch (RefusedException)
        {
            Back(http, SignInProblems.IssuerUnavailable, next);
        }
    }

    private static async Task BeginAsync(TicketReceivedContext context)
    {
        var (http, next) = (context.HttpContext, context.ReturnUri ?? "/");
        var tokens = context.Properties!;
        context.HandleResponse();
        try
        {
            var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            var ends = DateTimeOffset.TryParse(
                tokens.GetTokenValue("expires_at"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : now + Unstated;
            var ticket = await http.RequestServices.GetRequiredService<IssuerSessions>().BeginAsync(
                tokens.GetTokenValue("id_token")!, tokens.GetTokenValue("access_token")!, tokens.GetTokenValue("refresh_token"), ends - now,
                http.RequestAborted);
            http.RequestServices.GetRequiredService<ConsoleCookies>().WriteTicket(http.Response, ticket);
            http.Response.Redirect(next);
        }
        catch (RefusedException refused)
        {
            Back(http, refused.Failure.Code == ProblemCodes.IssuerUnavailable ? SignInProblems.IssuerUnavailable
                : refused.Failure.Code == ProblemCodes.TokenWithoutRights ? SignInProblems.NoRights
                : Refuse(http, refused.Failure.Problems[0].Message.En), next);
        }
    }

    // A state that is not ours, a code that is not taken, or somebody who said no at the issuer.
    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        var isSilent = context.Failure is RefusedException
            || context.Failure?.GetBaseException() is HttpRequestException or TimeoutException;
        Back(
            context.HttpContext,
            isSilent ? SignInProblems.IssuerUnavailable : Refuse(context.HttpContext, "the issuer did not confirm it"), "/");
        return Task.CompletedTask;
    }

    private static string Refuse(HttpContext http, string reason)
    {
        var refused = http.RequestServices.GetRequiredService<FailedSignIns>().Refuse(http, FailedSignIns.Console, keyId: null, reason);
        http.Response.Headers.Remove("WWW-Authenticate");
        return refused.Failure.Code == ProblemCodes.TooManyFailedSignIns ? SignInProblems.TooMany : SignInProblems.Failed;
    }

    private static void Back(HttpContext http, string problem, string next) =>
        http.Response.Redirect($"{Gate.SignInPage}?problem={problem}&next={Uri.EscapeDataString(next)}");
}
