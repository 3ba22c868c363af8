import { describe, expect, test } from '@jest/globals';
import { Document, type Node } from '@gltf-transform/core';
import { hasSharedModels, imported, sharedModel } from '../../../../tests/fakes/models.ts';
import { readAvatar } from './index.ts';
import { facing, findHumanoid } from './humanoid.ts';

const onShared = hasSharedModels ? test : test.skip;

/** A skeleton out of lines "name x y z", indented by one blank for each parent; positions in the world. */
function skeleton(lines: string): Document {
  const document = new Document();
  const scene = document.createScene();
  const line: { depth: number; node: Node; at: number[] }[] = [];
  for (const text of lines.split('\n').filter((one) => one.trim() !== '')) {
    const depth = text.search(/\S/);
    const [, name, numbers] = /^\s*(.+?) ((?:-?[\d.]+ ?){3})$/.exec(text)!;
    const at = numbers!.trim().split(' ').map(Number);
    while (line.length > 0 && line.at(-1)!.depth >= depth) line.pop();
    const parent = line.at(-1);
    const node = document
      .createNode(name!)
      .setTranslation(at.map((value, axis) => value - (parent?.at[axis] ?? 0)) as [number, number, number]);
    if (parent) parent.node.addChild(node);
    else scene.addChild(node);
    line.push({ depth, node, at });
  }
  return document;
}

/** One body, its bones called as each program calls them. */
const body = (n: Record<string, string>): string => `
${n['root']} 0 0 0
 ${n['hips']} 0 1 0
  ${n['s1']} 0 1.1 0
   ${n['s2']} 0 1.2 0
    ${n['s3']} 0 1.35 0
     ${n['neck']} 0 1.5 0
      ${n['head']} 0 1.6 0
     ${n['lsh']} 0.05 1.45 0
      ${n['lua']} 0.2 1.45 0
       ${n['lla']} 0.45 1.45 0
        ${n['lh']} 0.7 1.45 0
     ${n['rsh']} -0.05 1.45 0
      ${n['rua']} -0.2 1.45 0
       ${n['rla']} -0.45 1.45 0
        ${n['rh']} -0.7 1.45 0
  ${n['lul']} 0.1 0.95 0
   ${n['lll']} 0.1 0.5 0
    ${n['lf']} 0.1 0.08 0
     ${n['lt']} 0.1 0.02 0.1
  ${n['rul']} -0.1 0.95 0
   ${n['rll']} -0.1 0.5 0
    ${n['rf']} -0.1 0.08 0
     ${n['rt']} -0.1 0.02 0.1`;

const order = 'root hips s1 s2 s3 neck head lsh lua lla lh rsh rua rla rh lul lll lf lt rul rll rf rt'.split(' ');
const named = (names: string): Document =>
  skeleton(body(Object.fromEntries(names.split(',').map((name, index) => [order[index]!, name.trim()]))));

const skeletons: Record<string, string> = {
  Mixamo:
    'Armature,mixamorig:Hips,mixamorig:Spine,mixamorig:Spine1,mixamorig:Spine2,mixamorig:Neck,mixamorig:Head,mixamorig:LeftShoulder,mixamorig:LeftArm,mixamorig:LeftForeArm,mixamorig:LeftHand,mixamorig:RightShoulder,mixamorig:RightArm,mixamorig:RightForeArm,mixamorig:RightHand,mixamorig:LeftUpLeg,mixamorig:LeftLeg,mixamorig:LeftFoot,mixamorig:LeftToeBase,mixamorig:RightUpLeg,mixamorig:RightLeg,mixamorig:RightFoot,mixamorig:RightToeBase',
  'Ready Player Me':
    'Armature,Hips,Spine,Spine1,Spine2,Neck,Head,LeftShoulder,LeftArm,LeftForeArm,LeftHand,RightShoulder,RightArm,RightForeArm,RightHand,LeftUpLeg,LeftLeg,LeftFoot,LeftToeBase,RightUpLeg,RightLeg,RightFoot,RightToeBase',
  Unreal:
    'root,pelvis,spine_01,spine_02,spine_03,neck_01,head,clavicle_l,upperarm_l,lowerarm_l,hand_l,clavicle_r,upperarm_r,lowerarm_r,hand_r,thigh_l,calf_l,foot_l,ball_l,thigh_r,calf_r,foot_r,ball_r',
  '3ds Max biped':
    'Bip001,Bip001 Pelvis,Bip001 Spine,Bip001 Spine1,Bip001 Spine2,Bip001 Neck,Bip001 Head,Bip001 L Clavicle,Bip001 L UpperArm,Bip001 L Forearm,Bip001 L Hand,Bip001 R Clavicle,Bip001 R UpperArm,Bip001 R Forearm,Bip001 R Hand,Bip001 L Thigh,Bip001 L Calf,Bip001 L Foot,Bip001 L Toe0,Bip001 R Thigh,Bip001 R Calf,Bip001 R Foot,Bip001 R Toe0',
  Rigify:
    'rig,DEF-spine,DEF-spine.001,DEF-spine.002,DEF-spine.003,DEF-spine.004,DEF-spine.006,DEF-shoulder.L,DEF-upper_arm.L,DEF-forearm.L,DEF-hand.L,DEF-shoulder.R,DEF-upper_arm.R,DEF-forearm.R,DEF-hand.R,DEF-thigh.L,DEF-shin.L,DEF-foot.L,DEF-toe.L,DEF-thigh.R,DEF-shin.R,DEF-foot.R,DEF-toe.R',
  VRoid:
    'Root,J_Bip_C_Hips,J_Bip_C_Spine,J_Bip_C_Chest,J_Bip_C_UpperChest,J_Bip_C_Neck,J_Bip_C_Head,J_Bip_L_Shoulder,J_Bip_L_UpperArm,J_Bip_L_LowerArm,J_Bip_L_Hand,J_Bip_R_Shoulder,J_Bip_R_UpperArm,J_Bip_R_LowerArm,J_Bip_R_Hand,J_Bip_L_UpperLeg,J_Bip_L_LowerLeg,J_Bip_L_Foot,J_Bip_L_ToeBase,J_Bip_R_UpperLeg,J_Bip_R_LowerLeg,J_Bip_R_Foot,J_Bip_R_ToeBase',
  'names by hand':
    'Armature,Hips,Spine,Belly,Chest,Neck,Head,Left shoulder,Left arm,Left elbow,Left wrist,Right shoulder,Right arm,Right elbow,Right wrist,Left leg,Left knee,Left ankle,Left toe,Right leg,Right knee,Right ankle,Right toe',
  'names without their full stops':
    'root,hips,spine,torso,chest,neck,head,shoulderl,upperarml,lowerarml,handl,shoulderr,upperarmr,lowerarmr,handr,upperlegl,lowerlegl,footl,toesl,upperlegr,lowerlegr,footr,toesr',
};

describe('a skeleton is found by its names and its order', () => {
  test.each(Object.entries(skeletons))('%s', (_program, names) => {
    const humanoid = findHumanoid(named(names));
    const own = names.split(',').map((name) => name.trim());
    const expected: Record<string, string> = {
      hips: own[1]!,
      spine: own[2]!,
      chest: own[3]!,
      upperChest: own[4]!,
      neck: own[5]!,
      head: own[6]!,
    };
    for (const [index, bone] of ['Shoulder', 'UpperArm', 'LowerArm', 'Hand'].entries()) {
      expected[`left${bone}`] = own[7 + index]!;
      expected[`right${bone}`] = own[11 + index]!;
    }
    for (const [index, bone] of ['UpperLeg', 'LowerLeg', 'Foot', 'Toes'].entries()) {
      expected[`left${bone}`] = own[15 + index]!;
      expected[`right${bone}`] = own[19 + index]!;
    }
    expect(Object.fromEntries([...humanoid.bones].map(([bone, node]) => [bone, node.getName()]))).toEqual(expected);
    expect(humanoid).toMatchObject({ missing: [], notes: [] });
    expect(facing(humanoid)!.z).toBeCloseTo(1);
  });
});

test('the owner’s map wins over what is found, and a node that does not exist is told', () => {
  const document = named(skeletons['Unreal']!.replace('head', 'kopf').replace('hand_l', 'pfote'));
  expect(findHumanoid(document).missing).toEqual(['head', 'leftHand']);
  const asked = findHumanoid(document, { map: { head: 'kopf', leftHand: 'pfote', leftFoot: 'nirgends' } });
  expect(asked.missing).toEqual([]);
  expect(asked.notes.map((note) => [note.code, note.where])).toEqual([['bone-node-missing', 'nirgends']]);
});

test('a skeleton that lies down, or whose parts hang on the wrong side, is told', () => {
  const swapped = named(skeletons['Unreal']!);
  const notes = findHumanoid(swapped, { map: { leftLowerArm: 'lowerarm_r' } }).notes;
  expect(notes.map((note) => note.code)).toEqual(['skeleton-implausible']);
  const lying = named(skeletons['Unreal']!);
  lying.getRoot().listScenes()[0]!.listChildren()[0]!.setRotation([Math.SQRT1_2, 0, 0, Math.SQRT1_2]);
  expect(findHumanoid(lying).notes.map((note) => note.message)).toEqual([expect.stringContaining('does not stand upright')]);
});

test('a handbag is no avatar', () => {
  const document = skeleton('bag 0 0 0\n handle 0 0.2 0\n clasp 0 0.1 0.1');
  expect(readAvatar({ document, vrm: null })).toBeNull();
});

const rogueBones = {
  leftHand: 'wrist.l',
  leftUpperArm: 'upperarm.l',
  hips: 'hips',
  chest: 'chest',
  leftToes: 'toes.l',
  rightFoot: 'foot.r',
};

onShared('the shared avatars: whole skeletons, their kind, their terms, and which way they face (needs ../shared)', async () => {
  const expected = [
    ['avatar-knight-3clips.glb', 'humanoid', 1],
    ['avatar-rogue-3clips.glb', 'humanoid', 1],
    ['rogue-vrm1.vrm', 'vrm1', 1],
    ['cryptovoxels-vrm0.vrm', 'vrm0', -1],
  ] as const;
  for (const [name, kind, front] of expected) {
    const avatar = readAvatar(await imported(sharedModel(name)))!;
    expect(avatar.facts).toMatchObject({ kind, missing: [] });
    expect(facing(avatar.humanoid)!.z).toBeCloseTo(front, 2);
    expect(avatar.publish.ok && avatar.change.ok).toBe(true);
    if (kind !== 'vrm0') expect(avatar.facts.bones).toMatchObject(rogueBones);
  }
});

onShared('a VRM without its own map is found by its names (needs ../shared)', async () => {
  const model = await imported(sharedModel('cryptovoxels-vrm0.vrm'));
  const told = readAvatar(model)!.facts.bones;
  const found = readAvatar({ ...model, vrm: null })!.facts.bones;
  for (const [bone, node] of Object.entries(found)) expect([bone, node]).toEqual([bone, told[bone]]);
});
