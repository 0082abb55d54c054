using System.Reflection;
using System.Reflection.Emit;
using Xunit;

namespace Amity.Architecture;

/// <summary>What may refer to what, read from the compiled code: a reference that the text hides is found too.</summary>
public sealed class ReferenceTests
{
    private const string Root = "Amity.Modules.";
    private static readonly Assembly Modules = typeof(Amity.Modules.AmityModules).Assembly;

    [Fact]
    public void core_knows_no_module()
    {
        var core = typeof(Amity.Core.AmityOptions).Assembly;

        Assert.Contains(core.GetReferencedAssemblies(), name => name.Name == "MediatR");
        Assert.DoesNotContain(core.GetReferencedAssemblies(), name => name.Name!.StartsWith("Amity"));
        Assert.DoesNotContain(Source.Of("Amity.Core"), file => file.Text.Contains("Amity.Modules"));
    }

    [Fact]
    public void a_module_sees_of_another_its_contract_only()
    {
        var contracts = Source.Modules.ToDictionary(module => module, Contract);
        var seen = 0;
        var faults = new SortedSet<string>();
        foreach (var type in Modules.GetTypes().Where(type => Module(type) is not null))
        {
            foreach (var other in Outermost(References(type)).Where(other => Module(other) is { } module && module != Module(type)))
            {
                seen++;
                if (!contracts[Module(other)!].Contains(other.Name))
                {
                    faults.Add($"{Outermost([type]).Single().FullName} -> {other.FullName}");
                }
            }
        }

        Assert.True(seen > 0, "no module refers to another: the test sees nothing");
        Assert.Empty(faults);
    }

    /// <summary>The types that a module's Contract.cs declares. A partial type declared there may go on in another file.</summary>
    private static HashSet<string> Contract(string module)
    {
        var path = $"Amity.Modules/{module}/Contract.cs";
        return File.Exists(Path.Combine(Source.Root, path)) ? [.. Source.DeclaredTypes(Source.Read(path))] : [];
    }

    private static string? Module(Type type) =>
        type.Namespace is { } space && space.StartsWith(Root) ? space[Root.Length..].Split('.')[0] : null;

    private static IEnumerable<Type> Outermost(IEnumerable<Type> types) => types
        .Select(type =>
        {
            while (type.DeclaringType is { } declaring)
            {
                type = declaring;
            }

            return type;
        })
        .Distinct();

    private static IEnumerable<Type> References(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var direct = new List<Type?> { type.BaseType };
        direct.AddRange(type.GetInterfaces());
        direct.AddRange(type.GetFields(All).Select(field => field.FieldType));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            direct.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
            direct.Add((method as MethodInfo)?.ReturnType);
            direct.AddRange(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? []);
            direct.AddRange(InBody(method));
        }

        return direct.OfType<Type>().SelectMany(Flat).Where(reference => reference.Assembly == Modules).Distinct();
    }

    private static IEnumerable<Type> Flat(Type type) => type switch
    {
        { HasElementType: true } => Flat(type.GetElementType()!),
        { IsGenericParameter: true } => [],
        { IsConstructedGenericType: true } => type.GetGenericArguments().SelectMany(Flat).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    /// <summary>The types behind the tokens in a method's body.</summary>
    private static IEnumerable<Type?> InBody(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var operation = code[at] == 0xFE ? TwoByte[code[at + 1]] : OneByte[code[at]];
            at += operation.Size;
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineField or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments);
                yield return member as Type ?? member!.DeclaringType;
                if (member is MethodInfo { IsGenericMethod: true } generic)
                {
                    foreach (var argument in generic.GetGenericArguments())
                    {
                        yield return argument;
                    }
                }
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static readonly OpCode[] OneByte = Codes(code => code.Size == 1);
    private static readonly OpCode[] TwoByte = Codes(code => code.Size == 2);

    private static OpCode[] Codes(Func<OpCode, bool> wanted)
    {
        var codes = new OpCode[256];
        foreach (var code in typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().Where(wanted))
        {
            codes[code.Value & 0xFF] = code;
        }

        return codes;
    }
}
