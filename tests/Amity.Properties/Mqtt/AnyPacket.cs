using Amity.Core.Mqtt;
using FsCheck;
using FsCheck.Fluent;

namespace Amity.Properties.Mqtt;

/// <summary>Every kind of packet that a client may send, short and long.</summary>
internal static class AnyPacket
{
    private static readonly Gen<string> Level = Gen.Elements("", "a", "b", "ab", "$", "$s", "é", "日本", "😀", " ", "ÿ");

    /// <summary>Names of topics, with empty levels and letters of every width.</summary>
    public static readonly Gen<string> Name =
        from levels in Level.NonEmptyListOf()
        let name = string.Join('/', levels.Take(6))
        select name.Length == 0 ? "/" : name;

    public static readonly Gen<string> Filter =
        from levels in Gen.Frequency((3, Level), (2, Gen.Constant("+"))).NonEmptyListOf()
        from end in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Constant("/#")))
        let filter = string.Join('/', levels.Take(5)) + end
        select filter.Length == 0 ? "#" : filter;

    public static readonly Gen<byte[]> Bytes =
        from length in Gen.Frequency((6, Gen.Choose(0, 20)), (2, Gen.Choose(110, 140)), (1, Gen.Choose(16_370, 16_400)))
        from seed in Gen.Choose(0, int.MaxValue)
        select Random(length, seed);

    private static readonly Gen<ushort> Id = Gen.Choose(1, ushort.MaxValue).Select(id => (ushort)id);

    private static readonly Gen<QoS> Quality = Gen.Choose(0, 2).Select(qos => (QoS)qos);

    private static readonly Gen<bool> Either = ArbMap.Default.GeneratorFor<bool>();

    private static readonly Gen<ClientPacket> Connect =
        from level in Gen.Elements((byte)3, (byte)4)
        from clean in Either
        from keepAlive in Gen.Choose(0, ushort.MaxValue)
        from clientId in Name
        from will in
            from topic in Name
            from payload in Bytes
            from qos in Quality
            from retain in Either
            select new Will(topic, payload, qos, retain)
        from hasWill in Either
        from user in Name
        from password in Bytes
        from credentials in Gen.Choose(0, 2)
        select (ClientPacket)new ConnectPacket
        {
            Level = level,
            CleanSession = clean,
            KeepAlive = (ushort)keepAlive,
            ClientId = clientId,
            Will = hasWill ? will : null,
            UserName = credentials > 0 ? user : null,
            Password = credentials > 1 ? password : null,
        };

    private static readonly Gen<ClientPacket> Publish =
        from topic in Name
        from payload in Bytes
        from qos in Quality
        from retain in Either
        from duplicate in Either
        from id in Id
        select (ClientPacket)new PublishPacket(topic, payload, qos, retain, duplicate && qos > 0, qos > 0 ? id : (ushort)0);

    public static readonly Gen<ClientPacket> Any = Gen.Frequency(
        (3, Connect),
        (4, Publish),
        (1, Id.Select(id => (ClientPacket)new PubAckPacket(id))),
        (1, Id.Select(id => (ClientPacket)new PubRecPacket(id))),
        (1, Id.Select(id => (ClientPacket)new PubRelPacket(id))),
        (1, Id.Select(id => (ClientPacket)new PubCompPacket(id))),
        (3, from id in Id
            from filters in Gen.Zip(Filter, Quality).NonEmptyListOf()
            select (ClientPacket)new SubscribePacket(id, [.. filters.Select(one => new Subscription(one.Item1, one.Item2))])),
        (2, from id in Id
            from filters in Filter.NonEmptyListOf()
            select (ClientPacket)new UnsubscribePacket(id, [.. filters])),
        (1, Gen.Constant((ClientPacket)PingReqPacket.Instance)),
        (1, Gen.Constant((ClientPacket)DisconnectPacket.Instance)));

    /// <summary>Two packets are the same when they read the same: records compare lists and arrays by reference.</summary>
    public static string Read(ClientPacket? packet) => packet switch
    {
        ConnectPacket c => $"{c.Level} {c.CleanSession} {c.KeepAlive} {c.ClientId} {Read(c.Will)} {c.UserName ?? "-"} {(c.Password is null ? "-" : Convert.ToHexString(c.Password))}",
        PublishPacket p => $"{p.Topic} {Hex(p.Payload)} {p.QoS} {p.Retain} {p.IsDuplicate} {p.PacketId}",
        SubscribePacket s => $"+ {s.PacketId} {string.Join(' ', s.Subscriptions)}",
        UnsubscribePacket u => $"- {u.PacketId} {string.Join(' ', u.Filters)}",
        _ => packet?.ToString() ?? "none",
    };

    public static byte[] Random(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string Read(Will? will) => will is null ? "-" : $"{will.Topic} {Hex(will.Payload)} {will.QoS} {will.Retain}";

    private static string Hex(ReadOnlyMemory<byte> bytes) => bytes.Length < 64 ? Convert.ToHexString(bytes.Span) : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes.Span));
}
