package dev.rowhook.core.egress;

/// A [JudgedSocketFactory] that pgjdbc can make by itself: name this class as `socketFactory`, and
/// as `socketFactoryArg` what [EgressPolicyText#write] makes of the policy.
public class PolicySocketFactory extends JudgedSocketFactory {
    /// @throws IllegalArgumentException if `policy` is no policy's text
    public PolicySocketFactory(String policy) {
        super(EgressPolicyText.read(policy));
    }
}
