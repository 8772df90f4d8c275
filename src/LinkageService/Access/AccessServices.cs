using LinkageService.Access.Issuers;
using LinkageService.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkageService.Access;

/// <summary>Every part of letting callers in.</summary>
internal static class AccessServices
{
    /// <exception cref="BadSettingException">A value of a claim stands for a role that there is not.</exception>
    public static void Add(IServiceCollection services, Settings settings)
    {
        services.AddSingleton<Gate>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AccountSignIns>();
        if (settings.Issuer is { } issuer)
        {
            IssuerServices.Add(services, issuer);
        }

        services.TryAddSingleton<ICallerSource>(provider => settings.Auth switch
        {
            AuthMode.Jwt => ActivatorUtilities.CreateInstance<IssuerCallers>(provider),
            AuthMode.ApiKey => ActivatorUtilities.CreateInstance<SignedInCallers>(provider),
            AuthMode.Local => new LocalCallers(),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Auth, message: null),
        });
    }
}
