using System.Net;
using System.Net.Sockets;

namespace LinkageService.Access;

/// <summary>Where a request comes from, as it is counted.</summary>
internal static class CallerNetwork
{
    // Addresses share counters when there are more of them: what is kept does not grow with who asks.
    private const int Counters = 4096;
    private const int NetworkBytes = 8;

    /// <summary>The address; of IPv6 its network, since who has one address there has all of it.</summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Which of the 4,096 counters is its own. The seed of the hash is another in every process: which addresses share one
    /// cannot be chosen.</summary>
    public static int Counter(object what) => HashCode.Combine(what) & (Counters - 1);
}
