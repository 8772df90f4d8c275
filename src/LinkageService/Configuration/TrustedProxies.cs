using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace LinkageService.Configuration;

/// <summary>
/// <c>Http:TrustedProxies</c>: addresses and networks, separated by commas. From them <c>X-Forwarded-For</c> and
/// <c>X-Forwarded-Proto</c> are believed, from nobody else.
/// </summary>
internal static class TrustedProxies
{
    private const string Key = "Http:TrustedProxies";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="BadSettingException">An entry is neither an address nor a network.</exception>
    public static IPNetwork[] Read(IConfiguration configuration) => configuration[Key] is { Length: > 0 } list
        ? [.. list.Split(',', StringSplitOptions.TrimEntries).Select(ReadOne)]
        : [];

    private static IPNetwork ReadOne(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new BadSettingException(Key, text, "地址和网段，用逗号隔开，如 10.0.0.5, 10.1.0.0/16",
                "addresses and networks, separated by commas, such as 10.0.0.5, 10.1.0.0/16");
    }

    /// <summary>What is believed from them.</summary>
    public static ForwardedHeadersOptions Options(IEnumerable<IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }
}
