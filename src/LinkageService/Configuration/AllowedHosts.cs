using System.Net;
using System.Net.Sockets;
using IPNetwork = System.Net.IPNetwork;

namespace LinkageService.Configuration;

/// <summary>
/// <c>Webhooks:AllowedHosts</c>: names, addresses and networks, separated by commas. These are told of events over plain HTTP too, and may
/// stand in the operator's own network; every other only over HTTPS, and only where the address is one of the public Internet.
/// </summary>
/// <param name="names">Names of hosts.</param>
/// <param name="networks">Addresses and networks.</param>
internal sealed class AllowedHosts(IReadOnlyCollection<string> names, IReadOnlyCollection<IPNetwork> networks)
{
    private const string Key = "Webhooks:AllowedHosts";

    // IANA's registries of special-purpose addresses: what is not reachable from everywhere, and what leads to it.
    private static readonly IPNetwork[] Special = [.. new[]
    {
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // One for all, so that settings that say the same are equal.
    private static readonly AllowedHosts None = new([], []);

    /// <summary>Reads the setting.</summary>
    /// <exception cref="BadSettingException">An entry is no name, address or network.</exception>
    public static AllowedHosts Read(IConfiguration configuration)
    {
        var (names, networks) = (new List<string>(), new List<IPNetwork>());
        foreach (var text in (configuration[Key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (Uri.CheckHostName(text) == UriHostNameType.Dns)
            {
                names.Add(text);
            }
            else
            {
                throw new BadSettingException(
                    Key, text, "主机名、地址和网段，用逗号隔开，如 bank.example, 10.1.0.0/16",
                    "names, addresses and networks, separated by commas, such as bank.example, 10.1.0.0/16");
            }
        }

        return names.Count + networks.Count == 0 ? None : new AllowedHosts(names, networks);
    }

    /// <summary>
    /// The address of a host that is known without looking it up: one written as an address, and this machine, which <c>localhost</c> and
    /// every name below it mean (RFC 6761). Null for other names.
    /// </summary>
    public static IPAddress? AddressOf(string host)
    {
        var name = host.TrimEnd('.');
        return IPAddress.TryParse(name.Trim('[', ']'), out var address) ? address
            : name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : null;
    }

    /// <summary>Whether a host may be told over plain HTTP: one that the operator names.</summary>
    public bool MayBePlain(string host) =>
        IsNamed(host) || (AddressOf(host) is { } address && IsNamed(address));

    /// <summary>Whether a connection may be made, looked at for the address that is really called.</summary>
    /// <param name="host">As the URL names it.</param>
    /// <param name="address">As it was found just now.</param>
    /// <param name="isPlain">Whether it is called over plain HTTP.</param>
    public bool MayConnect(string host, IPAddress address, bool isPlain) =>
        IsNamed(host) || IsNamed(address) || (!isPlain && IsPublic(Bare(address)));

    private bool IsNamed(string host) => names.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool IsNamed(IPAddress address) => networks.Any(network => network.Contains(Bare(address)));

    private static bool IsPublic(IPAddress address) => Array.TrueForAll(Special, network => !network.Contains(address))
        && (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address));

    private static IPAddress Bare(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
